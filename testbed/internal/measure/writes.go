package measure

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"sort"
	"time"
)

// Writes are the successful writes of one user to one object (or its subresource).
type Writes struct {
	Resource    string `json:"resource"`
	Subresource string `json:"subresource,omitempty"`
	Name        string `json:"name"`
	User        string `json:"user"`
	Count       int    `json:"count"`
}

const longestEvent = 1 << 20

// CountWrites reads an API server's audit log: how often each object of the resource ("" for all) was written since the moment.
// Requests that the API server refused changed nothing and do not count.
func CountWrites(log io.Reader, resource string, since time.Time) ([]Writes, error) {
	type event struct {
		Stage     string    `json:"stage"`
		Completed time.Time `json:"stageTimestamp"`
		User      struct {
			Username string `json:"username"`
		} `json:"user"`
		Object struct {
			Resource    string `json:"resource"`
			Subresource string `json:"subresource"`
			Name        string `json:"name"`
		} `json:"objectRef"`
		Response struct {
			Code int `json:"code"`
		} `json:"responseStatus"`
	}
	counts := map[Writes]int{}
	lines := bufio.NewScanner(log)
	lines.Buffer(nil, longestEvent)
	for number := 1; lines.Scan(); number++ {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return nil, fmt.Errorf("audit log, line %d: %w", number, err)
		}
		if e.Stage != "ResponseComplete" || e.Response.Code >= 300 || e.Completed.Before(since) {
			continue
		}
		if resource != "" && e.Object.Resource != resource {
			continue
		}
		counts[Writes{Resource: e.Object.Resource, Subresource: e.Object.Subresource, Name: e.Object.Name, User: e.User.Username}]++
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read audit log: %w", err)
	}
	writes := make([]Writes, 0, len(counts))
	for w, n := range counts {
		w.Count = n
		writes = append(writes, w)
	}
	sort.Slice(writes, func(i, j int) bool {
		a, b := writes[i], writes[j]
		return a.Resource+"/"+a.Name+"/"+a.Subresource+"/"+a.User < b.Resource+"/"+b.Name+"/"+b.Subresource+"/"+b.User
	})
	return writes, nil
}
