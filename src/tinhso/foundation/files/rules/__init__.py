"""Pure rules about files: names, what a content is, what an archive or a PDF may hold."""
