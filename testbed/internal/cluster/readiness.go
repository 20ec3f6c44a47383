package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"registrymirror.dev/testbed/internal/controlplane"
)

// known is what the cluster knows of a node.
type known struct {
	Ready  string // the status of its condition Ready: True, False, Unknown, or empty while it has none
	Labels map[string]string
}

// whole says what a node lacks that has come up: readiness, and the labels that RKE2 puts on it only after it has registered.
func (k known) whole(labels map[string]string) error {
	if k.Ready != "True" {
		return errors.New("the cluster does not know it as Ready")
	}
	for name, value := range labels {
		if got, ok := k.Labels[name]; !ok || got != value {
			return fmt.Errorf("RKE2 has not set its label %s=%s yet", name, value)
		}
	}
	return nil
}

// knownNodes is what the cluster knows of every node, by name.
func knownNodes(ctx context.Context, plane *controlplane.Plane) (map[string]known, error) {
	answer, err := plane.Get(ctx, "/api/v1/nodes")
	if err != nil {
		return nil, err
	}
	return parseNodes(answer)
}

func parseNodes(nodeList []byte) (map[string]known, error) {
	var list struct {
		Items []struct {
			Metadata struct {
				Name   string
				Labels map[string]string
			}
			Status struct {
				Conditions []struct{ Type, Status string }
			}
		}
	}
	if err := json.Unmarshal(nodeList, &list); err != nil {
		return nil, fmt.Errorf("parse the list of nodes: %w", err)
	}
	nodes := map[string]known{}
	for _, item := range list.Items {
		node := known{Labels: item.Metadata.Labels}
		for _, condition := range item.Status.Conditions {
			if condition.Type == "Ready" {
				node.Ready = condition.Status
			}
		}
		nodes[item.Metadata.Name] = node
	}
	return nodes, nil
}
