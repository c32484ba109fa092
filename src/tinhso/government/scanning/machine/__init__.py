"""The part that opens pictures: a process of its own, so that no page and no other job pays for its libraries.

It knows neither Django nor the database: it reads files, writes pictures into a folder, and answers in JSON.
"""
