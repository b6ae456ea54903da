"""Kafka behind the bus's ports: the only package that imports aiokafka."""

from aiokafka.errors import KafkaError

from shared.bus.kafka.following import KafkaFollower, PositionLost
from shared.bus.kafka.listening import KafkaListener
from shared.bus.kafka.publishing import KafkaPublisher
from shared.bus.kafka.reading import last_seqs, read_through
from shared.bus.kafka.subscribing import InstanceTaken, KafkaSubscription
from shared.bus.kafka.topics import TopicMismatch, TopicSpec, ensure_topics

__all__ = [
    "InstanceTaken",
    "KafkaError",
    "KafkaFollower",
    "KafkaListener",
    "KafkaPublisher",
    "KafkaSubscription",
    "PositionLost",
    "TopicMismatch",
    "TopicSpec",
    "ensure_topics",
    "last_seqs",
    "read_through",
]
