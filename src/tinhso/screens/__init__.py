"""The design system: layouts, macros, assets, the home page and the error pages."""
