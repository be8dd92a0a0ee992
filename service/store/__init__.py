"""What is kept: the register, rounds, submissions with their history, figures, reports."""

from service.store.opening import Store as Store
from service.store.opening import open_store as open_store
