"""Addresses that come from outside: followed only when they lead to a page of ours."""


def local(address: str) -> str:
    """The address, if it leads to a page of ours; else the start page: nobody is led away from here."""
    harmless = address.startswith("/") and not address.startswith("//") and address.isprintable()
    return address if harmless and "\\" not in address else "/"
