/**
 * What is known of the cluster, reduced to what decisions need. Pure: records made from Kubernetes objects, no client. One
 * {@link dev.registrymirror.operator.observe.Snapshot} is what planning and every status are derived from.
 */
@NullMarked
package dev.registrymirror.operator.observe;

import org.jspecify.annotations.NullMarked;
