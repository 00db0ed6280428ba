"""Keys: a store of them in a file, the vault that seals with them, and where the master key comes from."""
