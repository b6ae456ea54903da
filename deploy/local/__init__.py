"""Everything on one machine: Kafka, MongoDB, the services and the gateway under a process manager."""
