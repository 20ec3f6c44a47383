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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads manifests, one text after the other. */
public final class ManifestReader {
    /** The operator's namespace, unless it was installed into another one. */
    public static final String DEFAULT_NAMESPACE = "registry-mirror-system";

    private static final String API_VERSION = Api.GROUP + "/" + Api.VERSION;
    static final Bounds BOUNDS = new Bounds(100, 500_000);
    private static final Mark START = new Mark(0, 0, 0);
    private static final int MAX_LISTS = 8;

    private final Namespace namespace;
    private final List<MirrorManifest> mirrors = new ArrayList<>();
    private final Map<String, SourceContent> sources = new LinkedHashMap<>();
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
        sources.putIfAbsent(source, SourceContent.NOTHING);
        for (Documents.Part part : Documents.of(text)) {
            Report report = new Report(source, part.firstLine(), problems);
            try {
                Document document = Document.read(part.text(), BOUNDS);
                document.root().ifPresent(root -> document(Value.of(root, "", report)));
                document.more()
                        .ifPresent(mark -> report.add(
                                ManifestCode.InvalidManifest,
                                mark,
                                "",
                                "the document is followed by something that would not be read",
                                "separate documents by a line of three hyphens"));
            } catch (SyntaxException e) {
                report.add(
                        ManifestCode.InvalidManifest, e.mark(), "", "this is no YAML: " + e.reason(), "put it right");
            } catch (BoundException e) {
                report.add(
                        ManifestCode.InvalidManifest,
                        START,
                        "",
                        "this is not read: " + e.reason(),
                        "write it more simply");
            }
        }
    }

    /** What has been read so far. */
    public Manifests manifests() {
        return new Manifests(mirrors, namespace, passedOver, problems, sources);
    }

    private void document(Value value) {
        if (!value.isNull()) object(value, 0);
    }

    private void object(Value value, int lists) {
        value.report().begin(value.mark());
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
        switch (version + " " + kind) {
            case API_VERSION + " RegistryMirror" -> mirror(value, object);
            case "v1 Secret", "v1 ConfigMap" -> data(kind, value, object);
            default -> other(version, kind, value);
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
                ManifestCode.InvalidManifest,
                isFile ? "this is a registries.yaml, and no manifest" : "this has no apiVersion and kind",
                isFile
                        ? "make a RegistryMirror of it with registries import"
                        : "write a RegistryMirror of " + API_VERSION + ", a Secret or a ConfigMap");
    }

    /** An object's name and namespace, which what is said of it from now on is told with; nothing for one without name. */
    private @Nullable ObjectMeta meta(String kind, Value value, Fields object) {
        about(value, peeked(kind, value));
        Value metadata = object.required("metadata");
        Fields fields = metadata == null ? null : Fields.of(metadata);
        String name = fields == null ? null : NameReader.object(fields);
        if (fields == null || name == null) return null;
        ObjectMeta meta = new ObjectMeta();
        meta.setName(name);
        meta.setNamespace(fields.text("namespace"));
        return meta;
    }

    private static ManifestObject peeked(String kind, Value value) {
        return new ManifestObject(kind, value.peek("metadata", "namespace"), value.peek("metadata", "name"));
    }

    /** What is said from now on is said of this object. */
    private void about(Value value, ManifestObject object) {
        Report report = value.report();
        report.about(object);
        sources.computeIfPresent(report.source(), (_, known) -> known.and(object));
    }

    private void mirror(Value value, Fields object) {
        ObjectMeta meta = meta("RegistryMirror", value, object);
        if (meta == null || isRepeated("RegistryMirror " + meta.getName(), value)) return;
        Value spec = object.required("spec");
        RegistryMirrorSpec read = spec == null ? null : MirrorReader.spec(spec);
        object.optional("status");
        object.nothingElse();
        if (read == null) return;
        RegistryMirror mirror = new RegistryMirror();
        mirror.setMetadata(meta);
        mirror.setSpec(read);
        Report report = value.report();
        mirrors.add(
                new MirrorManifest(report.source(), report.object(), mirror, report.aboutObject(), report.places()));
    }

    private void data(String kind, Value value, Fields object) {
        ObjectMeta meta = meta(kind, value, object);
        if (meta == null) return;
        if (!namespace.holds(meta)) {
            namespace.passOver(kind, meta.getName(), meta.getNamespace());
            passedOver.add("%s %s of the namespace %s".formatted(kind, meta.getName(), meta.getNamespace()));
            return;
        }
        if (isRepeated(kind + " " + meta.getName(), value)) return;
        if (object.has("sops")) {
            namespace.addEncrypted(kind, meta.getName());
            value.refuse(
                    ManifestCode.Encrypted,
                    "is encrypted by SOPS, and cannot be looked into",
                    "nothing, if it is decrypted before it is applied");
            return;
        }
        if (kind.equals("Secret")) {
            namespace.add(DataReader.secret(object), meta);
        } else {
            namespace.add(DataReader.configMap(object), meta);
        }
        object.nothingElse();
    }

    private void other(String version, String kind, Value value) {
        boolean ours = version.startsWith(Api.GROUP + "/") && !version.equals(API_VERSION);
        // Of foreign kinds it is not known whether they have a name: kustomization.yaml has none.
        ManifestObject other = peeked(kind, value);
        about(value, other);
        if (ours) {
            value.refuse(
                    ManifestCode.UnknownVersion, "there is no version " + version, "write apiVersion: " + API_VERSION);
        } else {
            passedOver.add(other.toString());
        }
    }

    private boolean isRepeated(String object, Value value) {
        if (seen.add(object)) return false;
        value.refuse(
                ManifestCode.DuplicateObject, "is there twice, and only one of the two could apply", "leave one out");
        return true;
    }
}
