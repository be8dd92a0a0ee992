"""Every request and answer of the test suite, held against Google's own machine-readable API descriptions.

The descriptions ("discovery documents") come with google-api-python-client, a development dependency. What they
do not say (mandatory fields, "exactly one of") is in `mandatory.py`, by a list of our own.
"""
