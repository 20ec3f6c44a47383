// Package oracle answers questions about registries.yaml with the code of the programs that read it on a node, so that what claims to
// agree with them can be compared with them. A question is a JSON object on a line, and so is its answer.
package oracle

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// A kind answers one kind of question. An error is an answer, too: that of the program asked, in its own words.
type kind func(question []byte) (any, error)

var kinds = map[string]kind{
	"address":    of(address),
	"containerd": of(containerdSees),
	"hosts":      of(writeHosts),
	"image":      of(normalise),
	"parse":      of(parse),
	"replace":    of(replace),
}

// of makes a kind of a function that takes its question as a struct.
func of[Q any](answer func(Q) (any, error)) kind {
	return func(line []byte) (any, error) {
		var question Q
		if err := json.Unmarshal(line, &question); err != nil {
			return nil, fault{err}
		}
		return answer(question)
	}
}

// fault is an error of whoever asks.
type fault struct{ error }

// reply is the line that goes back: one of the three.
type reply struct {
	Answer any    `json:"answer,omitempty"`
	Error  string `json:"error,omitempty"` // of the program asked
	Fault  string `json:"fault,omitempty"` // of the question
}

// Serve answers line by line until there are no more questions.
func Serve(in io.Reader, out io.Writer) error {
	questions := bufio.NewReader(in)
	answers := json.NewEncoder(out)
	answers.SetEscapeHTML(false)
	for {
		line, err := questions.ReadBytes('\n')
		if len(line) == 0 && errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("read question: %w", err)
		}
		if err := answers.Encode(answer(line)); err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
	}
}

func answer(line []byte) (r reply) {
	// Where the code asked panics, the program that it is part of would end: an answer like another.
	defer func() {
		if problem := recover(); problem != nil {
			r = reply{Error: fmt.Sprintf("panic: %v", problem)}
		}
	}()
	var head struct{ Kind string }
	if err := json.Unmarshal(line, &head); err != nil {
		return reply{Fault: err.Error()}
	}
	ask, known := kinds[head.Kind]
	if !known {
		return reply{Fault: fmt.Sprintf("kind %q is not known", head.Kind)}
	}
	result, err := ask(line)
	var mistake fault
	switch {
	case errors.As(err, &mistake):
		return reply{Fault: mistake.Error()}
	case err != nil:
		return reply{Error: err.Error()}
	}
	return reply{Answer: result}
}
