package dev.registrymirror.agent.order;

/**
 * This node's NodeRegistries as it stands at the API server.
 *
 * @param uid the object's own UID; an object that was deleted and made again has another one
 * @param resourceVersion what a write must name, so that it fails when somebody wrote in between
 * @param nodeUid UID of the Node that the object is for
 */
public record NodeObject(
        String name, String uid, String resourceVersion, String nodeUid, OrderField order, Status status) {}
