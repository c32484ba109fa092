"""Official papers: PDF from the province's own Typst templates, dated, tagged, and the same whenever shown again."""
