"""One editor a field type; forms and grids build from the same ones."""
