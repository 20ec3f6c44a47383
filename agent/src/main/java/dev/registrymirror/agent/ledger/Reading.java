package dev.registrymirror.agent.ledger;

/** That an invocation of the unit has read a file of this meaning. */
public record Reading(String invocationId, String meaning) {}
