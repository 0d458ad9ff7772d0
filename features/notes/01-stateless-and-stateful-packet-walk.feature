Feature: Stateless and stateful, packet by packet
  A filter without memory asks its rules about every packet; a filter with memory asks them about the first one and
  recognises the rest. The four rules in manifests/four-rules.yaml are all that a conversation could need: request-out
  and request-in for the way there, reply-out and reply-in for the way back. The scenarios take them away one by one.

  Background:
    Given the pods:
      | pod    | ports                      |
      | client |                            |
      | server | 80, 443, 5353/UDP, 5353/TCP |

  Rule: Stateless: each packet is judged by itself, without memory of the ones before

    Background:
      Given the stateless model

    Scenario Outline: Without memory, the <packet> needs <rule>
      Given the manifests in "manifests/four-rules.yaml"
      When policy <rule> is deleted
      Then client → server:443 fails at <door> for the <packet>

      Examples:
        | rule        | door           | packet  |
        | request-out | client egress  | SYN     |
        | request-in  | server ingress | SYN     |
        | reply-out   | server egress  | SYN-ACK |
        | reply-in    | client ingress | SYN-ACK |

    Scenario: The ACK and the data pass by the same four rules, each asked again
      The ACK goes where the SYN went, and data goes both ways. No fifth rule is needed, and none can be spared.

      Given the manifests in "manifests/four-rules.yaml"
      Then client → server:443 is allowed by request-out, request-in, reply-out and reply-in

    Scenario: Seen from the client alone, an outbound rule is not enough
      Given client has only egress to server on port 443
      Then client → server:443 fails at client ingress for the SYN-ACK

    Scenario: Seen from the client alone, it takes an outbound rule, and an inbound one for the ephemeral ports
      Given client has only egress to server on port 443
      When client allows ingress from server on ports 32768-60999
      Then client → server:443 succeeds

    Scenario Outline: An inbound rule for replies on <ports> <verdict>
      Replies do not go to the port of the service. They go to the port that the client happened to pick.

      Given the manifests in "manifests/four-rules.yaml"
      And policy reply-in is deleted
      When client allows ingress from server on ports <ports>
      Then client → server:443 <verdict>

      Examples:
        | ports       | verdict                                 |
        | 443         | fails at client ingress for the SYN-ACK |
        | 1024-65535  | succeeds                                |
        | 49152-65535 | is unreliable                           |

    Scenario: A network ACL with the study notes' two rules serves the Internet
      Policies stand in here for the rules of a network ACL; the model makes them forgetful.

      Given deny-all
      When server allows ingress from 0.0.0.0/0 on port 80
      And server allows egress to 0.0.0.0/0 on ports 1024-65535
      Then the Internet → server:80 succeeds

    Scenario: Without its outbound rule for ephemeral ports the network ACL loses every reply
      Given deny-all
      When server allows ingress from 0.0.0.0/0 on port 80
      Then the Internet → server:80 fails at server egress for the SYN-ACK

  Rule: Stateful: only the original direction needs a rule

    Background:
      Given the stateful model

    Scenario Outline: With memory, the SYN is still checked: <rule> cannot be spared
      Given the manifests in "manifests/four-rules.yaml"
      When policy <rule> is deleted
      Then client → server:443 fails at <door> for the SYN

      Examples:
        | rule        | door           |
        | request-out | client egress  |
        | request-in  | server ingress |

    Scenario: With memory, the SYN-ACK, the ACK and the data need no rule
      Given the manifests in "manifests/four-rules.yaml"
      When policy reply-out is deleted
      And policy reply-in is deleted
      Then client → server:443 succeeds

    Scenario: With memory, rules for replies are not even asked
      Given the manifests in "manifests/four-rules.yaml"
      Then client → server:443 is allowed by request-out and request-in

    Scenario: A security group needs the inbound rule alone
      Given deny-all
      When server allows ingress from 0.0.0.0/0 on port 80
      Then the Internet → server:80 succeeds

  Rule: Kubernetes is of the second kind

    Scenario: Network policies are stateful
      The API never uses the word; it says that replies of an allowed connection are implicitly allowed.

      Given deny-all
      And client allows egress to server on port 443
      And server allows ingress from client on port 443
      Then under the stateful model, client → server:443 succeeds
      But under the stateful model, server → client fails at server egress for the SYN

    Scenario Outline: Stateful does mean fewer rules: under the <model> model a connection takes <how many>
      The study notes answer "does this mean fewer rules?" with no. It does: the way there needs two, out and in, and
      the way back needs none. Only three-check, the rule of the notes, asks for a third.

      Given the manifests in "manifests/four-rules.yaml"
      And the <model> model
      Then client → server:443 is allowed by <rules>

      Examples:
        | model       | how many | rules                                           |
        | stateful    | two      | request-out and request-in                      |
        | three-check | three    | request-out, request-in and reply-out           |
        | stateless   | four     | request-out, request-in, reply-out and reply-in |

    Scenario Outline: <protocol> is tracked as well: its <answer> passes a door that is shut to every <opener>
      Given deny-all
      And client allows egress to server on port 5353/<protocol>
      And server allows ingress from client on port 5353/<protocol>
      Then under the stateful model, client → server:5353/<protocol> succeeds
      But under the stateful model, server → client:5353/<protocol> fails at server egress for the <opener>
      And under the stateless model, client → server:5353/<protocol> fails at server egress for the <answer>

      Examples:
        | protocol | opener   | answer  |
        | TCP      | SYN      | SYN-ACK |
        | UDP      | datagram | answer  |

  Rule: What the plugins do

    Background:
      Given the manifests in "manifests/four-rules.yaml"
      And policy reply-out is deleted
      And policy reply-in is deleted

    Scenario: Calico, Cilium, Antrea, Weave Net and Kube-router track, so that two rules do
      All five are the stateful model, whatever tracks for them. (Kube-router's tracker is netfilter's, not IPVS as the
      study notes have it: IPVS only carries its Services.)

      Then under the stateful model, client → server:443 succeeds

    Scenario: They enforce, too: without its ingress rule the server hears nothing
      When policy request-in is deleted
      Then under the stateful model, client → server:443 fails at server ingress for the SYN

    Scenario: Flannel by itself does not enforce, so there is nothing to call stateless
      Then under the unenforced model, server → client succeeds
      But under the stateless model, server → client fails at server egress

    Scenario: kindnet is no second Flannel: since kind 0.24 it enforces
      The study notes list kindnet as without support, which has been out of date since August 2024.

      When policy request-in is deleted
      Then under the stateful model, client → server:443 fails at server ingress
      But under the unenforced model, client → server:443 succeeds
