package dev.registrymirror.operator.assess;

import dev.registrymirror.operator.desire.DesiredState;
import dev.registrymirror.operator.observe.Snapshot;

/** What is there and what should be, of one and the same moment. */
public record Assessment(Snapshot snapshot, DesiredState desired) {}
