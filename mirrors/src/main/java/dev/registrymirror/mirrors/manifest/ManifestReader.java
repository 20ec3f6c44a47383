package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.api.v1alpha1.Api;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorSpec;
import dev.registrymirror.registries.yaml.BoundException;
import dev.registrymirror.registries.yaml.Bounds;
import dev.registrymirror.registries.yaml.Document;
import dev.registrymirror.registries.yaml.Mark;
import dev.registrymirror.registries.yaml.SyntaxException;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads manifests, one text after the other. */
public final class ManifestReader {
    /** The operator's namespace, unless it was installed into another one. */
    public static final String DEFAULT_NAMESPACE = "registry-mirror-system";

    private static final String API_VERSION = Api.GROUP + "/" + Api.VERSION;
    private static final Bounds BOUNDS = new Bounds(100, 500_000);
    private static final Mark START = new Mark(0, 0, 0);
    private static final int MAX_LISTS = 8;

    private final Namespace namespace;
    private final List<RegistryMirror> mirrors = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private final List<ManifestProblem> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /**
     * With nothing read yet.
     *
     * @param namespace the operator's: Secrets and ConfigMaps of others are passed over
     */
    public ManifestReader(String namespace) {
        this.namespace = new Namespace(namespace);
    }

    /**
     * Reads a text, and adds what it holds. Throws nothing, whatever the bytes are.
     *
     * @param source what the text is called in messages
     * @param text documents of YAML or JSON
     */
    public void read(String source, byte[] text) {
        for (Documents.Part part : Documents.of(text)) {
            Report report = new Report(source, part.firstLine(), problems);
            try {
                Document document = Document.read(part.text(), BOUNDS);
                document.root().ifPresent(root -> document(Value.of(root, "", report)));
                document.more()
                        .ifPresent(mark -> report.add(
                                mark,
                                "",
                                "the document is followed by something that would not be read",
                                "separate documents by a line of three hyphens"));
            } catch (SyntaxException e) {
                report.add(e.mark(), "", "this is no YAML: " + e.reason(), "put it right");
            } catch (BoundException e) {
                report.add(START, "", "this is not read: " + e.reason(), "write it more simply");
            }
        }
    }

    /** What has been read so far. */
    public Manifests manifests() {
        return new Manifests(mirrors, namespace, passedOver, problems);
    }

    private void document(Value value) {
        if (!value.isNull()) object(value, 0);
    }

    private void object(Value value, int lists) {
        Fields object = Fields.of(value);
        if (object == null) return;
        String version = object.text("apiVersion");
        String kind = object.text("kind");
        if (version == null || kind == null) {
            if (!object.hasProblem()) noManifest(value, object);
            return;
        }
        if (kind.endsWith("List") && object.has("items")) {
            list(object, lists);
            return;
        }
        Value metadata = object.required("metadata");
        ObjectMeta meta = metadata == null ? null : meta(metadata);
        if (meta == null) return;
        value.report().about(kind + " " + meta.getName());
        switch (version + " " + kind) {
            case API_VERSION + " RegistryMirror" -> mirror(value, object, meta);
            case "v1 Secret", "v1 ConfigMap" -> data(kind, value, object, meta);
            default -> other(version, kind, value, meta);
        }
    }

    private void list(Fields object, int lists) {
        Value items = object.optional("items");
        if (items == null) return;
        if (lists == MAX_LISTS) {
            items.refuse("are lists within too many lists", "write the objects themselves");
            return;
        }
        items.items(item -> {
            object(item, lists + 1);
            return null;
        });
    }

    private static void noManifest(Value value, Fields object) {
        boolean isFile = object.has("mirrors") || object.has("configs");
        value.refuse(
                isFile ? "this is a registries.yaml, and no manifest" : "this has no apiVersion and kind",
                isFile
                        ? "make a RegistryMirror of it with registries import"
                        : "write a RegistryMirror of " + API_VERSION + ", a Secret or a ConfigMap");
    }

    private static @Nullable ObjectMeta meta(Value value) {
        Fields fields = Fields.of(value);
        String name = fields == null ? null : fields.requiredText("name");
        if (fields == null || name == null) return null;
        ObjectMeta meta = new ObjectMeta();
        meta.setName(name);
        meta.setNamespace(fields.text("namespace"));
        return meta;
    }

    private void mirror(Value value, Fields object, ObjectMeta meta) {
        if (isRepeated("RegistryMirror " + meta.getName(), value)) return;
        Value spec = object.required("spec");
        RegistryMirrorSpec read = spec == null ? null : MirrorReader.spec(spec);
        object.optional("status");
        object.nothingElse();
        if (read == null || object.hasProblem()) return;
        RegistryMirror mirror = new RegistryMirror();
        mirror.setMetadata(meta);
        mirror.setSpec(read);
        mirrors.add(mirror);
    }

    private void data(String kind, Value value, Fields object, ObjectMeta meta) {
        if (!namespace.holds(meta)) {
            passedOver.add("%s %s of the namespace %s".formatted(kind, meta.getName(), meta.getNamespace()));
            return;
        }
        if (isRepeated(kind + " " + meta.getName(), value)) return;
        if (kind.equals("Secret")) {
            namespace.add(DataReader.secret(object), meta);
        } else {
            namespace.add(DataReader.configMap(object), meta);
        }
        object.nothingElse();
    }

    private void other(String version, String kind, Value value, ObjectMeta meta) {
        if (version.startsWith(Api.GROUP + "/") && !version.equals(API_VERSION)) {
            value.refuse("there is no version " + version, "write apiVersion: " + API_VERSION);
        } else {
            passedOver.add(kind + " " + meta.getName());
        }
    }

    private boolean isRepeated(String object, Value value) {
        if (seen.add(object)) return false;
        value.refuse("is there twice, and only one of the two could apply", "leave one out");
        return true;
    }
}
