"""Pure ground: findings, moments, canonical JSON, French formatting."""
