"""What a region's texts say, for reading."""
