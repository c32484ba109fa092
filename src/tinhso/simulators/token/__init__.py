"""The signing client beside a browser, with a key in a file in the place of a device: for demonstrations and tests."""
