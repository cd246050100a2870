"""How far the policy reaches: workbench, matrix, the units behind a number, one page a village and a household."""
