"""The design of procedures: drafts of versions, drawn, asked, checked, tried and published."""
