Feature: Metadata of recipients
  For how long consent is asked for, how far back data go, and where a recipient can be looked up. What cannot be registered may be
  refused or left out. See FDX, parts 2 A and 2 B, and RFC 7591, 2.

  @FDX-INT-08
  Rule: A description is registered

    @requires:dynamic-registration
    Scenario: The description of a recipient is kept
      When the partner registers a recipient
      Then the authorization server registers the recipient
      And the response tells the description of the recipient

  @FDX-DCR-26
  Rule: Durations are an array of those that there are

    @requires:dynamic-registration
    Scenario: A recipient for every duration there is is registered
      When the partner registers a recipient for every duration there is
      Then the authorization server registers the recipient, if it takes such metadata

    @requires:dynamic-registration
    Scenario Outline: A duration <flaw> is not registered
      When the partner registers a recipient for a duration <flaw>
      Then the authorization server does not register that

      Examples: what is no duration
        | flaw               |
        | that there is not  |
        | that is no array   |

  @FDX-DCR-27
  Rule: A duration of some days says how many

    @requires:dynamic-registration
    Scenario: A duration of some days is registered with their number
      When the partner registers a recipient for a duration of some days
      Then the authorization server registers the recipient, if it takes such metadata

    @requires:dynamic-registration
    Scenario: A duration of some days is not registered without their number
      When the partner registers a recipient for a duration of some days without their number
      Then the authorization server does not register that

  @FDX-DCR-28
  Rule: A history is a number of days

    @requires:dynamic-registration
    Scenario: A history of a year is registered
      When the partner registers a recipient with a history of a year
      Then the authorization server registers the recipient, if it takes such metadata

    @requires:dynamic-registration
    Scenario Outline: A history <flaw> is not registered
      When the partner registers a recipient with a history <flaw>
      Then the authorization server does not register that

      Examples: what is no number of days
        | flaw                 |
        | in words             |
        | of less than nothing |

  @FDX-DCR-29
  Rule: A reference to a registry is whole

    @requires:dynamic-registration
    Scenario: A whole reference to a registry is registered
      When the partner registers a recipient with a whole reference to a registry
      Then the authorization server registers the recipient, if it takes such metadata

    @requires:dynamic-registration
    Scenario Outline: A reference <flaw> is not registered
      When the partner registers a recipient with a reference <flaw>
      Then the authorization server does not register that

      Examples: references that are not whole
        | flaw               |
        | without a name     |
        | without an id      |
        | without a registry |

  @FDX-DCR-30
  Rule: A reference names one of the registries

    @requires:dynamic-registration
    Scenario: A reference to a registry that there is not is left out or refused
      When the partner registers a recipient with a reference to a registry that there is not
      Then the authorization server does not register that
