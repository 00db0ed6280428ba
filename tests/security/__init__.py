"""The access matrix: every operation of the contract by everybody who may ask, in worlds that differ in consent."""
