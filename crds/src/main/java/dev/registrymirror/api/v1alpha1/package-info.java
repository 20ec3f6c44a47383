/**
 * The API {@code registrymirror.dev/v1alpha1}: what users, operator and agents say to each other.
 *
 * <p>The CRDs are generated from these records; descriptions of fields, limits and rules stand on the components. Absent lists read as
 * empty lists and absent settings as their documented defaults, so no reader needs to know which of the two a cluster stored.
 */
@NullMarked
package dev.registrymirror.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
