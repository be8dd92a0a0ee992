"""The good office of the doctor's tests."""

from .doctor_office import healthy as healthy
