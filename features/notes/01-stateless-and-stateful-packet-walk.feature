Feature: Stateless and stateful, packet by packet
  A filter without memory asks its rules about every packet; a filter with memory asks them about the first one and
  recognises the rest. The four rules below are all that a conversation could need. The scenarios take them away
  one at a time.

  Background:
    Given the pods:
      | pod    | ports |
      | client |       |
      | server | 443   |
    And deny-all
    And the policies:
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: request-out}
      spec:
        podSelector: {matchLabels: {app: client}}
        policyTypes: [Egress]
        egress:
        - to: [{podSelector: {matchLabels: {app: server}}}]
          ports: [{port: 443}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: request-in}
      spec:
        podSelector: {matchLabels: {app: server}}
        policyTypes: [Ingress]
        ingress:
        - from: [{podSelector: {matchLabels: {app: client}}}]
          ports: [{port: 443}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: reply-out}
      spec:
        podSelector: {matchLabels: {app: server}}
        policyTypes: [Egress]
        egress:
        - to: [{podSelector: {matchLabels: {app: client}}}]
          ports: [{port: 32768, endPort: 60999}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: reply-in}
      spec:
        podSelector: {matchLabels: {app: client}}
        policyTypes: [Ingress]
        ingress:
        - from: [{podSelector: {matchLabels: {app: server}}}]
          ports: [{port: 32768, endPort: 60999}]
      """

  Rule: Stateless: each packet is judged by itself, without memory of the ones before

    Scenario Outline: Without memory, the <packet> needs <rule>
      Given the stateless model
      When policy <rule> is deleted
      Then client → server:443 fails at <door> for the <packet>

      Examples:
        | rule        | door           | packet  |
        | request-out | client egress  | SYN     |
        | request-in  | server ingress | SYN     |
        | reply-out   | server egress  | SYN-ACK |
        | reply-in    | client ingress | SYN-ACK |

    Scenario: The ACK and the data pass by the same four rules, each asked again
      The ACK goes where the SYN went, and data goes both ways, so no fifth rule is needed, and none can be spared.

      Given the stateless model
      Then client → server:443 is allowed by request-out, request-in, reply-out and reply-in

    Scenario: Seen from the client alone, it takes an outbound rule and an inbound one
      Given the stateless model
      When the policies are replaced by:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: client-filter}
        spec:
          podSelector: {matchLabels: {app: client}}
          policyTypes: [Ingress, Egress]
          egress:
          - to: [{podSelector: {matchLabels: {app: server}}}]
            ports: [{port: 443}]
        """
      Then client → server:443 fails at client ingress for the SYN-ACK
      When client allows ingress from server on ports 32768-60999
      Then client → server:443 succeeds

    Scenario Outline: The rule for replies names the client's ephemeral ports: <ports> <verdict>
      Given the stateless model
      And policy reply-in is deleted
      When client allows ingress from server on port <ports>
      Then client → server:443 <verdict>

      Examples:
        | ports       | verdict                                     |
        | 443         | fails at client ingress for the SYN-ACK     |
        | 1024-65535  | succeeds                                    |
        | 49152-65535 | is unreliable                               |

  Rule: Stateful: only the original direction needs a rule

    Scenario Outline: With memory, <rule> is still needed: the SYN is checked
      Given the stateful model
      When policy <rule> is deleted
      Then client → server:443 fails at <door> for the SYN

      Examples:
        | rule        | door           |
        | request-out | client egress  |
        | request-in  | server ingress |

    Scenario: With memory, the SYN-ACK, the ACK and the data need no rule
      Given the stateful model
      When policy reply-out is deleted
      And policy reply-in is deleted
      Then client → server:443 succeeds

    Scenario: With memory, rules for replies are not even asked
      Given the stateful model
      Then client → server:443 is allowed by request-out and request-in

  Rule: The clouds have both
    Policies stand in here for the rules of a cloud firewall: the model decides whether they remember.

    Scenario: A network ACL with the study notes' two rules serves the Internet
      Given the stateless model
      And all policies are deleted
      And deny-all
      When server allows ingress from 0.0.0.0/0 on port 80
      And server allows egress to 0.0.0.0/0 on ports 1024-65535
      Then the Internet → server:80 succeeds

    Scenario: Without its outbound rule for ephemeral ports the network ACL loses every reply
      Given the stateless model
      And all policies are deleted
      And deny-all
      When server allows ingress from 0.0.0.0/0 on port 80
      Then the Internet → server:80 fails at server egress for the SYN-ACK

    Scenario: A security group needs the inbound rule alone
      Given the stateful model
      And all policies are deleted
      And deny-all
      When server allows ingress from 0.0.0.0/0 on port 80
      Then the Internet → server:80 succeeds

  Rule: Kubernetes is of the second kind

    Scenario: Network policies are stateful
      The API never uses the word; it says that replies of an allowed connection are implicitly allowed.

      Given policy reply-out is deleted
      And policy reply-in is deleted
      Then under the stateful model, client → server:443 succeeds
      But under the stateful model, server → client fails at server egress for the SYN

    Scenario: Fewer rules, after all: stateful needs two where stateless needs four
      The study notes answer "does this mean fewer rules?" with no. Both directions of the request, out and in, do
      need permission. The two rules for the reply are saved.

      Given policy reply-out is deleted
      And policy reply-in is deleted
      Then under the stateful model, client → server:443 succeeds
      But under the stateless model, client → server:443 fails at server egress for the SYN-ACK

    Scenario Outline: The <model> model asks <how many> rules for one connection
      Given the <model> model
      Then client → server:443 is allowed by <rules>

      Examples:
        | model       | how many | rules                                           |
        | stateful    | two      | request-out and request-in                      |
        | three-check | three    | request-out, request-in and reply-out           |
        | stateless   | four     | request-out, request-in, reply-out and reply-in |

    Scenario Outline: Tracking covers <protocol>: the answer passes, a question the other way does not
      Given all policies are deleted
      And deny-all
      And client allows egress to server on port 5353/<protocol>
      And server allows ingress from client on port 5353/<protocol>
      Then under the stateful model, client → server:5353/<protocol> succeeds
      But under the stateful model, server → client:5353/<protocol> fails at server egress for the <first packet>
      And under the stateless model, client → server:5353/<protocol> fails at server egress for the <first answer>

      Examples:
        | protocol | first packet | first answer |
        | TCP      | SYN          | SYN-ACK      |
        | UDP      | datagram     | answer       |

  Rule: What the plugins do

    Scenario: Calico, Cilium, Antrea, Weave Net and Kube-router enforce policies, and track
      All five are the stateful model, whichever tracker they use. (Kube-router's is netfilter's, not IPVS as the study
      notes have it: IPVS only carries its Services.)

      Given policy reply-out is deleted
      And policy reply-in is deleted
      Then under the stateful model, client → server:443 succeeds
      When policy request-in is deleted
      Then under the stateful model, client → server:443 fails at server ingress

    Scenario: Flannel by itself has no enforcement, so there is nothing to call stateless
      Given the policies are replaced by:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny-all}
        spec:
          podSelector: {}
          policyTypes: [Ingress, Egress]
        """
      Then under the unenforced model, client → server:443 succeeds
      But under the stateless model, client → server:443 fails at client egress

    Scenario: kindnet enforces since kind 0.24; only before that was it like Flannel
      The study notes list it as without support, which has been out of date since August 2024.

      Given policy request-in is deleted
      Then under the stateful model, client → server:443 fails at server ingress
      But under the unenforced model, client → server:443 succeeds
