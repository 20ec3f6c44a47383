package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.DurationText;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One thing that a node should do. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.action != 'Apply' || (has(self.payload) && has(self.publicKey) && self.revision != 'former')",
        reason = "FieldValueRequired",
        message =
                "must have payload, publicKey and a revision to apply: the agent would have nothing to write; seal the revision to the node's"
                        + " key, or use Restore")
@ValidationRule(
        value = "self.action != 'Restore' || (!has(self.payload) && !has(self.publicKey) && self.revision == 'former')",
        reason = "FieldValueForbidden",
        message =
                "must have no payload and no publicKey, and revision \"former\", to restore: the node itself keeps its former file; leave"
                        + " them out, or use Apply")
@JsonIgnoreProperties(ignoreUnknown = true)
public record Order(
        @JsonPropertyDescription(
                "Grows over the whole cluster. An agent never acts on a sequence that is not higher than the highest it saw.")
        @Required
        @Min(1)
        @Max(MAX_SEQUENCE)
        long sequence,

        @JsonPropertyDescription(
                "Apply: write the payload. Restore: give back the file that was there before this product, or its absence.")
        @Required
        Action action,

        @JsonPropertyDescription("Revision to apply, or \"former\" for Restore.")
        @Required
        @Pattern("^([0-9a-f]{32}|former)$")
        @Size(max = 32)
        String revision,

        @JsonPropertyDescription(
                "The revision, sealed to the node's key and bound to node name, Node UID, sequence and revision (HPKE:"
                        + " encapsulated key, then ciphertext). Absent for Restore.")
        @Size(min = 1, max = MAX_PAYLOAD)
        @Pattern(Api.BASE64)
        @Nullable
        String payload,

        @JsonPropertyDescription("The node's key that the payload is sealed to. Absent for Restore.")
        @Size(min = 1, max = 128)
        @Pattern(Api.BASE64)
        @Nullable
        String publicKey,

        @JsonPropertyDescription("What happens to a registries.yaml that somebody else wrote.") @Required
        ExistingFile existingFile,

        @JsonPropertyDescription("How long the node may take to be healthy before it goes back.")
        @Required
        @DurationText
        String healthTimeout,

        @JsonPropertyDescription("How long it must stay healthy before the change counts as done.")
        @Required
        @DurationText
        String soak) {

    /** A revision of 256 KiB, sealed and in base64, with room to spare. */
    static final int MAX_PAYLOAD = 400_000;

    /** The highest sequence: the largest integer that every JSON parser reads exactly. */
    public static final long MAX_SEQUENCE = 9_007_199_254_740_991L;

    /** {@link #revision} of an order to restore. */
    public static final String FORMER = "former";

    /** The same without {@link #payload}, which only the node's agent reads. */
    public Order withoutPayload() {
        return payload == null
                ? this
                : new Order(sequence, action, revision, null, publicKey, existingFile, healthTimeout, soak);
    }

    /** What a node can be asked for. */
    public enum Action {
        Apply,
        Restore
    }
}
