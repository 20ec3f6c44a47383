// Package measure reads figures of a running cluster where Kubernetes itself keeps them: memory from the kubelets, writes from the API
// server's audit log.
package measure

import (
	"encoding/json"
	"fmt"
	"io"
	"sort"
)

// Container is what one container of a pod uses, in bytes, as the kubelet's summary tells it.
type Container struct {
	Node       string `json:"node"`
	Namespace  string `json:"namespace"`
	Pod        string `json:"pod"`
	Name       string `json:"name"`
	WorkingSet uint64 `json:"workingSetBytes"`
	RSS        uint64 `json:"rssBytes"`
}

// Containers reads a kubelet's /stats/summary.
func Containers(summary io.Reader) ([]Container, error) {
	var s struct {
		Node struct {
			NodeName string `json:"nodeName"`
		} `json:"node"`
		Pods []struct {
			PodRef struct {
				Name      string `json:"name"`
				Namespace string `json:"namespace"`
			} `json:"podRef"`
			Containers []struct {
				Name   string `json:"name"`
				Memory struct {
					WorkingSetBytes uint64 `json:"workingSetBytes"`
					RSSBytes        uint64 `json:"rssBytes"`
				} `json:"memory"`
			} `json:"containers"`
		} `json:"pods"`
	}
	if err := json.NewDecoder(summary).Decode(&s); err != nil {
		return nil, fmt.Errorf("read a kubelet's summary: %w", err)
	}
	var containers []Container
	for _, pod := range s.Pods {
		for _, c := range pod.Containers {
			containers = append(containers, Container{
				Node: s.Node.NodeName, Namespace: pod.PodRef.Namespace, Pod: pod.PodRef.Name, Name: c.Name,
				WorkingSet: c.Memory.WorkingSetBytes, RSS: c.Memory.RSSBytes,
			})
		}
	}
	sort.Slice(containers, func(i, j int) bool {
		a, b := containers[i], containers[j]
		return a.Namespace+"/"+a.Pod+"/"+a.Name < b.Namespace+"/"+b.Pod+"/"+b.Name
	})
	return containers, nil
}
