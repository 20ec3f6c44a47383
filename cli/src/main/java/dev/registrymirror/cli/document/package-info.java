/** What the tool prints for programs: values in JSON or YAML. */
@NullMarked
package dev.registrymirror.cli.document;

import org.jspecify.annotations.NullMarked;
