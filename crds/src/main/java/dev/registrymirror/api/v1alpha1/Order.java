package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One thing that a node should do. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Order(
        @JsonPropertyDescription(
                "Grows over the whole cluster. An agent never acts on a sequence that is not higher than the highest it saw.")
        @Required
        long sequence,

        @JsonPropertyDescription(
                "Apply: write the payload. Restore: give back the file that was there before this product, or its absence.")
        @Required
        Action action,

        @JsonPropertyDescription("Revision to apply, or \"former\" for Restore.") @Required
        String revision,

        @JsonPropertyDescription(
                "The revision, sealed to the node's key and bound to node name, Node UID, sequence and revision (HPKE:"
                        + " encapsulated key, then ciphertext). Absent for Restore.")
        @Nullable
        String payload,

        @JsonPropertyDescription("The node's key that the payload is sealed to. Absent for Restore.") @Nullable
        String publicKey,

        @JsonPropertyDescription("What happens to a registries.yaml that somebody else wrote.") @Required
        ExistingFile existingFile,

        @JsonPropertyDescription("How long the node may take to be healthy before it goes back.") @Required
        String healthTimeout,

        @JsonPropertyDescription("How long it must stay healthy before the change counts as done.") @Required
        String soak) {

    /** {@link #revision} of an order to restore. */
    public static final String FORMER = "former";

    /** What a node can be asked for. */
    public enum Action {
        Apply,
        Restore
    }
}
