"""The calls that come in crowds, answered together: one transaction for all that has come in.

`gate` takes them before Django's handler, `writer` collects them on one thread, `queue` and `cases`
do the work. Whatever cannot simply be done — a refusal, an unknown token, a body that is wrong, a
fault — is left to the ordinary way, which answers it as it answers everything else.
"""
