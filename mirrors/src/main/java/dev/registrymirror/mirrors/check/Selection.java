package dev.registrymirror.mirrors.check;

import dev.registrymirror.api.v1alpha1.NodeSelector;
import dev.registrymirror.api.v1alpha1.NodeSelector.Operator;
import dev.registrymirror.api.v1alpha1.NodeSelector.Requirement;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which nodes a RegistryMirror selects, as far as that can be told without nodes.
 *
 * @param wants what all of them meet
 */
record Selection(Set<Wanted> wants) {
    /** A requirement, whatever the order of its values. */
    record Wanted(String key, Operator operator, Set<String> values) {
        /** Whether each node that meets this one meets the other one. */
        boolean implies(Wanted other) {
            if (!key.equals(other.key)) return false;
            return switch (other.operator) {
                case In -> operator == Operator.In && other.values.containsAll(values);
                case Exists -> operator == Operator.In || operator == Operator.Exists;
                case DoesNotExist -> operator == Operator.DoesNotExist;
                case NotIn ->
                    switch (operator) {
                        case In -> Collections.disjoint(values, other.values);
                        case NotIn -> values.containsAll(other.values);
                        case DoesNotExist -> true;
                        case Exists -> false;
                    };
            };
        }

        /** Whether no node meets both. */
        boolean excludes(Wanted other) {
            if (!key.equals(other.key)) return false;
            if (operator == Operator.In && other.operator == Operator.In) {
                return Collections.disjoint(values, other.values);
            }
            return isOpposite(this, other) || isOpposite(other, this);
        }

        private static boolean isOpposite(Wanted one, Wanted other) {
            return switch (one.operator) {
                case In -> other.operator == Operator.NotIn && other.values.containsAll(one.values);
                case DoesNotExist -> other.operator == Operator.In || other.operator == Operator.Exists;
                case Exists, NotIn -> false;
            };
        }
    }

    static Selection of(RegistryMirror mirror) {
        NodeSelector selector = mirror.getSpec().nodeSelector();
        Set<Wanted> wants = new HashSet<>();
        if (selector != null) {
            selector.matchLabels().forEach((key, value) -> wants.add(new Wanted(key, Operator.In, Set.of(value))));
            selector.matchExpressions().forEach(requirement -> wants.add(wanted(requirement)));
        }
        return new Selection(wants);
    }

    private static Wanted wanted(Requirement requirement) {
        List<String> values = requirement.values();
        return new Wanted(requirement.key(), requirement.operator(), Set.copyOf(values));
    }

    /** Whether each node of this one is certainly one of the other one. */
    boolean isWithin(Selection other) {
        return other.wants.stream().allMatch(wanted -> wants.stream().anyMatch(mine -> mine.implies(wanted)));
    }

    /** Whether they certainly have no node in common. */
    boolean isApartFrom(Selection other) {
        return wants.stream().anyMatch(mine -> other.wants.stream().anyMatch(mine::excludes));
    }
}
