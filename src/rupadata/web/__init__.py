"""The only room that knows Django: the office's workplace in a browser, and the library of finished pages.

It needs the extra `web`. `settings` reads the environment; each app below is small: accounts (who),
cases (what
is decided), papers, jobs (work in the background), audit (who did what outside the cases), library (finished
pages, reading only). Rules live in `procedure`, never here.
"""
