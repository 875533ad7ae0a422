"""The only room that knows Django: the library of finished pages, read in a browser.

It needs the extra `web`, and shows what a build made; it changes nothing.
"""
