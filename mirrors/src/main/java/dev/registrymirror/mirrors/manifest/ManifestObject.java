package dev.registrymirror.mirrors.manifest;

/**
 * What an object is called.
 *
 * @param kind its kind; empty for what is no object
 * @param namespace the namespace that its manifest names; empty where it names none, and for objects of the whole cluster
 * @param name its name; empty where it has none
 */
public record ManifestObject(String kind, String namespace, String name) {
    /** For what is said of a document, and not of an object in it. */
    public static final ManifestObject NONE = new ManifestObject("", "", "");

    /** Kind and name; empty for {@link #NONE}. */
    @Override
    public String toString() {
        return (kind + " " + name).strip();
    }
}
