/** The CRDs: made from the API's types, compared with what is committed, and tried on a real API server. */
@NullMarked
package dev.registrymirror.api.crd;

import org.jspecify.annotations.NullMarked;
