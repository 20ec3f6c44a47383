package dev.registrymirror.registries.yaml;

/** The tags that mean something to yaml.v2. */
public final class Tags {
    static final String CORE = "tag:yaml.org,2002:";

    public static final String NULL = CORE + "null";
    public static final String BOOL = CORE + "bool";
    public static final String STR = CORE + "str";
    public static final String INT = CORE + "int";
    public static final String FLOAT = CORE + "float";
    public static final String TIMESTAMP = CORE + "timestamp";
    public static final String BINARY = CORE + "binary";
    public static final String MERGE = CORE + "merge";

    private Tags() {}
}
