package dev.registrymirror.operator.plan;

import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.api.v1alpha1.Pool;
import org.jspecify.annotations.Nullable;

/**
 * One order to be written.
 *
 * @param resourceVersion of the NodeRegistries that led to it; the order is written only to that version
 * @param revision the revision to apply, or {@code former}
 * @param publicKey the node's key to seal to; null for Restore, which has no payload
 * @param pool gives the rules that the node follows
 */
public record Grant(
        String node,
        String nodeUID,
        String resourceVersion,
        long sequence,
        Action action,
        String revision,
        @Nullable String publicKey,
        Pool pool) {}
