package dev.registrymirror.api.crd;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.OutputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Makes the CRDs from the API's types. */
final class Crds {
    private static final Map<String, Class<? extends CustomResource<?, ?>>> TYPES =
            List.of(RegistryMirror.class, RegistryFleet.class, NodeRegistries.class).stream()
                    .collect(Collectors.toMap(CustomResource::getCRDName, Function.identity()));

    private Crds() {}

    /** All CRDs, by their names. */
    static SortedMap<String, CustomResourceDefinition> generate() {
        SortedMap<String, CustomResourceDefinition> crds = new TreeMap<>();
        new CRDGenerator()
                .withPostProcessor(new CRDPostProcessor() {
                    @Override
                    public HasMetadata process(HasMetadata resource, String version) {
                        CustomResourceDefinition crd = (CustomResourceDefinition) resource;
                        complete(crd);
                        crds.put(crd.getMetadata().getName(), crd);
                        return crd;
                    }
                })
                .withParallelGenerationEnabled(false)
                .forCRDVersions("v1")
                .customResourceClasses(List.copyOf(TYPES.values()))
                .withOutput(new Nowhere())
                .generate();
        return crds;
    }

    /** The file of a CRD. SnakeYAML quotes what YAML 1.1 would take for something else, as kubectl does read it: {@code "True"}. */
    static String yaml(CustomResourceDefinition crd) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(140);
        options.setSplitLines(true);
        return "# Made from the types in dev.registrymirror.api.v1alpha1 by: make crds\n"
                + new Yaml(options).dump(Serialization.unmarshal(Serialization.asJson(crd), Map.class));
    }

    /** Adds what the generator has no annotation for. */
    private static void complete(CustomResourceDefinition crd) {
        Class<? extends CustomResource<?, ?>> type =
                Objects.requireNonNull(TYPES.get(crd.getMetadata().getName()));
        crd.getMetadata().setLabels(Map.of("app.kubernetes.io/part-of", "registry-mirror"));
        CustomResourceDefinitionVersion version = crd.getSpec().getVersions().getFirst();
        version.setAdditionalPrinterColumns(inDeclaredOrder(version.getAdditionalPrinterColumns(), type));
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.setRequired(List.of("spec"));
        SchemaConstraints.addDescription(root, type);
        SchemaConstraints.dropRepeatedRules(root);
        Type[] specAndStatus = ((ParameterizedType) type.getGenericSuperclass()).getActualTypeArguments();
        SchemaConstraints.apply(SchemaConstraints.property(root, "spec"), (Class<?>) specAndStatus[0]);
        SchemaConstraints.apply(SchemaConstraints.property(root, "status"), (Class<?>) specAndStatus[1]);
    }

    /** The generator sorts columns by path; people read them as they were declared. */
    private static List<CustomResourceColumnDefinition> inDeclaredOrder(
            List<CustomResourceColumnDefinition> columns, Class<?> type) {
        List<String> declared = Stream.of(type.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        return columns.stream()
                .sorted(Comparator.comparingInt(column -> declared.indexOf(column.getName())))
                .toList();
    }

    private static final class Nowhere implements CRDGenerator.CRDOutput<OutputStream> {
        @Override
        public OutputStream outputFor(String name) {
            return OutputStream.nullOutputStream();
        }

        @Override
        public void close() {}
    }
}
