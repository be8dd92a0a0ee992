"""Every form proved on the emulator; see README.md. What fails in the shared tests is told in full."""

import pytest

pytest.register_assert_rewrite("tests.tools.proofs")
