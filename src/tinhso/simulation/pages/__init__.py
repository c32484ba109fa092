"""The same lives through real pages: browsers of made-up people before a web process of their own."""
