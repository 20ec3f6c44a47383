package dev.registrymirror.e2e.cluster;

/** What came of a pod whose image had to be pulled. */
public sealed interface Pull {
    /** The pod runs; the image is the one of this digest. */
    record Pulled(String imageId) implements Pull {}

    /** The kubelet could not pull; its message. */
    record Failed(String message) implements Pull {}
}
