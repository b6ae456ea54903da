"""What every service stands on: contracts, the bus, the edges. Knows no service and no gateway."""
