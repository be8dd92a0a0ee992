"""Every public method of gspread's Client, Spreadsheet, Worksheet and Cell, driven against the emulator.

Each row calls one method and then reads the state back with plain requests, never with gspread:

    python -m tests.emulator.gspread_table
"""
