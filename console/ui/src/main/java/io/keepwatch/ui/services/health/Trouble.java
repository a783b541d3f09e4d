package io.keepwatch.ui.services.health;

/// What is wrong with a service; of two troubles the graver.
public enum Trouble { NONE, FAILING, SLOW, SILENT }
