package dev.registrymirror.api.v1alpha1;

/** What happens to a registries.yaml that somebody else wrote. */
public enum ExistingFile {
    /** The node is left as it is unless the new file holds all that the old one does. */
    Refuse,
    /** The new file takes the old one's place; the old one is kept and comes back at removal. */
    Replace
}
