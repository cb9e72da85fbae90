Feature: Parser differentials
  Where two parsers read the same octets differently, an attacker passes a check in one with what the other one executes.
  WIPO DAS exchange API, request parsing; RFC 9110, section 15.5.6; RFC 9112, section 6.

  Background:
    Given an office that holds an access token

  @DAS-API-ERR-03
  Rule: A body with duplicate members, of excessive depth or that is not JSON is refused

    Scenario: A body that every parser reads alike is accepted
      Given the office has uploaded a file that DAS accepted
      When the office registers the document
      Then DAS acknowledges the registration

    Scenario Outline: A registration with <body> is refused
      When the office registers a document with <body>
      Then DAS refuses the request

      Examples: bodies that parsers read differently
        | body                                |
        | a body that names the number twice  |
        | a body nested a hundred deep        |
        | a body with another one behind it   |

      Examples: bodies that are not JSON
        | body                                |
        | a body that is cut off              |
        | a body in form parameters           |
        | an empty body                       |

  @DAS-API-ERR-04
  Rule: Unknown members of a body do no harm

    Scenario: A registration with a member that nobody knows is accepted
      Given the office has uploaded a file that DAS accepted
      When the office registers the document with a member that nobody knows
      Then DAS acknowledges the registration

  @RFC9112-6.3-1 @requires:hostile
  Rule: A request with conflicting Content-Length fields is refused

    Scenario Outline: A request with two lengths, <which> right, is refused
      When the office sends two lengths, <which> right, with a request for an upload URL
      Then DAS refuses the request

      Examples: conflicting lengths
        | which          |
        | the first one  |
        | the second one |

    Scenario: A request with one length is accepted
      When the office sends one length with a request for an upload URL
      Then DAS serves the request

  @RFC9112-6.1-1 @requires:hostile
  Rule: A request hidden behind contradictory framing is never answered as a request of its own

    Scenario: A request hidden behind the last chunk is not answered
      When the office hides a request behind the last chunk of another
      Then DAS does not answer the hidden request

    Scenario: A request in one piece is answered
      When the office sends one length with a request for an upload URL
      Then DAS serves the request

  @RFC9110-15.5.6-1
  Rule: An answer that a method is not allowed names the methods allowed

    Scenario: A method that is allowed is served
      When the office polls its retrievals
      Then DAS serves the request

    Scenario: A method that is not allowed is answered with those that are
      When the office polls its retrievals by a method that is not allowed
      Then the answer names the methods allowed where it refuses the method
