"""The portal: pages made on the server, in Swedish and English, over the same use cases as REST.

A page is a module with its routes (worklist.py), a template (templates/worklist.html) and its words
(words/worklist.py); pages.py lists them. asking.py says who asks, showing.py makes the answer, forms.py takes what
somebody typed, refusing.py answers what could not be done. It works without scripts.
"""
