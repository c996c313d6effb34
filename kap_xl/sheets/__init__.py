"""What is written where: rows of cells under column keys, without a cell letter."""
