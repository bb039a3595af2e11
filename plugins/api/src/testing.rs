//! What the tests of plugins need: a group that exists only in memory.
