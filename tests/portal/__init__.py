"""The portal, tested as people meet it: in a real browser, with and without scripts."""
