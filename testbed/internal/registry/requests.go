package registry

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Request is one request that a registry has answered, by its own log.
type Request struct {
	Time       time.Time `json:"time"` // when it came in
	Method     string    `json:"method"`
	Path       string    `json:"path"` // with its query
	Repository string    `json:"repository,omitempty"`
	Reference  string    `json:"reference,omitempty"`  // tag or digest
	User       string    `json:"user,omitempty"`       // who was let in
	DeniedUser string    `json:"deniedUser,omitempty"` // a known user whose password was wrong
	Status     int       `json:"status"`
	RemoteAddr string    `json:"remoteAddr"` // without the port
	UserAgent  string    `json:"userAgent,omitempty"`
}

// Since is the moment from which on requests count: a mark that Mark gave, or a time. The zero value is the beginning.
type Since struct {
	offset int64
	time   time.Time
}

// ParseSince reads a mark (a number) or a time (RFC 3339).
func ParseSince(text string) (Since, error) {
	if offset, err := strconv.ParseInt(text, 10, 64); err == nil && offset >= 0 {
		return Since{offset: offset}, nil
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return Since{}, fmt.Errorf("since %q: use what `testbed registry mark` printed, or a time such as 2006-01-02T15:04:05.999Z", text)
	}
	return Since{time: t}, nil
}

// Mark returns the present moment: no request that was answered before it counts as having come in after it.
func (s Set) Mark(k Kind) (int64, error) {
	info, err := os.Stat(s.LogFile(k))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, ErrDown
	}
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Requests returns the requests that came in since that moment and have been answered, in the order of their answers.
func (s Set) Requests(k Kind, since Since) ([]Request, error) {
	end, err := s.Mark(k)
	if err != nil {
		return nil, err
	}
	if since.offset > end {
		return nil, fmt.Errorf("mark %d lies behind the end of the log (%d); was the registry reset since?", since.offset, end)
	}
	log, err := os.Open(s.LogFile(k))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	return readRequests(log, since)
}

// readRequests puts requests together from a server's log. For each request that holds two kinds of lines, and neither tells all:
//
//   - JSON lines with an ID tell repository, reference and user, and of most answers, but not of a refused login, the status;
//   - the access line, written after the answer, tells every status, but neither user nor ID.
//
// An access line belongs to the oldest unanswered request of the same method, path and user agent whose status, where told, is the same.
// So of several equal requests at once, one never gets another's user with a refusal, nor the other way round.
func readRequests(log io.Reader, since Since) ([]Request, error) {
	answered, open := []Request{}, openRequests{}
	var offset int64
	for lines := bufio.NewReader(log); ; {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return answered, nil // what has no end yet is still being written
		}
		if err != nil {
			return nil, fmt.Errorf("read log: %w", err)
		}
		if access, ok := parseAccess(line); ok {
			request, began := open.answer(access, offset)
			if began >= since.offset && !request.Time.Before(since.time) {
				answered = append(answered, request)
			}
		} else if bytes.Contains(line, []byte(`"http.request.id"`)) {
			var detail detailLine
			if err := json.Unmarshal(line, &detail); err != nil {
				return nil, fmt.Errorf("log at byte %d: %w", offset, err)
			}
			open.tell(detail, offset)
		}
		offset += int64(len(line))
	}
}

// detailLine is what matters of a JSON line.
type detailLine struct {
	ID         string    `json:"http.request.id"`
	Time       time.Time `json:"time"`
	Message    string    `json:"msg"`
	Method     string    `json:"http.request.method"`
	URI        string    `json:"http.request.uri"`
	UserAgent  string    `json:"http.request.useragent"`
	Status     int       `json:"http.response.status"`
	User       string    `json:"auth.user.name"`
	DeniedUser string    `json:"username"`
	Repository string    `json:"vars.name"`
	Tag        string    `json:"vars.reference"`
	Digest     string    `json:"vars.digest"`
}

// openRequest is a request that has no access line yet.
type openRequest struct {
	detailLine
	offset int64 // of its first line
}

type openRequests struct{ requests []*openRequest }

func (o *openRequests) tell(line detailLine, offset int64) {
	for _, r := range o.requests {
		if r.ID == line.ID {
			r.Status = max(r.Status, line.Status)
			r.User = cmp.Or(r.User, line.User)
			r.DeniedUser = cmp.Or(r.DeniedUser, line.DeniedUser)
			if refused(line) {
				r.Status = 401
			}
			return
		}
	}
	if line.Message == "authorizing request" { // the first line of each; a line that comes after the answer opens nothing
		o.requests = append(o.requests, &openRequest{detailLine: line, offset: offset})
	}
}

// refused tells whether the line says that a login is missing or wrong. The server says no status then; it is always 401.
func refused(line detailLine) bool {
	return strings.HasPrefix(line.Message, "error authorizing context: basic authentication challenge")
}

func (o *openRequests) answer(access Request, offset int64) (request Request, began int64) {
	i := o.find(access)
	if i < 0 {
		return access, offset // answered before it reached the registry proper
	}
	found := o.requests[i]
	o.requests = slices.Delete(o.requests, i, i+1)
	access.Time, access.Repository, access.Reference = found.Time, found.Repository, found.Tag+found.Digest
	access.User, access.DeniedUser = found.User, found.DeniedUser
	return access, found.offset
}

func (o *openRequests) find(access Request) int {
	untold := -1
	for i, r := range o.requests {
		if r.Method != access.Method || r.URI != access.Path || r.UserAgent != access.UserAgent {
			continue
		}
		if r.Status == access.Status {
			return i
		}
		if r.Status == 0 && untold < 0 {
			untold = i
		}
	}
	return untold
}

// The access line is Apache's combined format: peer - - [time] "METHOD URI PROTOCOL" status size "referer" "agent", with Go's escapes.
var accessLine = regexp.MustCompile(
	`^(\S+) - \S+ \[([^\]]+)\] "([A-Z]+) ((?:[^"\\]|\\.)*) HTTP/[0-9.]+" (\d{3}) \d+ "(?:[^"\\]|\\.)*" "((?:[^"\\]|\\.)*)"\n$`)

func parseAccess(line []byte) (Request, bool) {
	m := accessLine.FindSubmatch(line)
	if m == nil {
		return Request{}, false
	}
	at, timeErr := time.Parse("02/Jan/2006:15:04:05 -0700", string(m[2]))
	path, pathErr := strconv.Unquote(`"` + string(m[4]) + `"`)
	status, statusErr := strconv.Atoi(string(m[5]))
	agent, agentErr := strconv.Unquote(`"` + string(m[6]) + `"`)
	if errors.Join(timeErr, pathErr, statusErr, agentErr) != nil {
		return Request{}, false
	}
	return Request{Time: at.UTC(), Method: string(m[3]), Path: path, Status: status, RemoteAddr: string(m[1]), UserAgent: agent}, true
}
