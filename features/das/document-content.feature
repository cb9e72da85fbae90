Feature: Document content
  What one office uploads, many others open. DAS examines every file before it can be registered.
  WIPO DAS exchange API, files, https://www3.wipo.int/confluence/display/dascg/a.-+New+DAS+exchange+API.

  Background:
    Given an office that holds an access token

  @DAS-API-FILE-01
  Rule: The state of an uploaded file can be read until it is final, with its size once processed

    Scenario: An accepted file is reported with its size
      When the office submits a PDF
      Then DAS reports the file as accepted
      And DAS reports the size of the file

    Scenario: A rejected file is reported as final
      When the office submits plain text declared as a PDF
      Then DAS settles the file

  @DAS-API-FILE-02
  Rule: A file that fails validation is reported as rejected with an error

    Scenario: A sound file is reported without an error
      When the office submits a PDF
      Then DAS reports the file as accepted

    Scenario: A file that fails validation is reported with an error
      When the office submits plain text declared as a PDF
      Then DAS reports the file as rejected with an error

  @DAS-API-FILE-03
  Rule: Content whose SHA-256 differs from the declared checksum is rejected

    Scenario: Content with the declared checksum is accepted
      When the office submits a PDF
      Then DAS reports the file as accepted

    Scenario: Content with another checksum is rejected
      When the office submits a PDF with another checksum
      Then DAS rejects the file

  @DAS-API-FILE-04
  Rule: Content that is not of the declared format is rejected

    Scenario Outline: Uploading <content> is accepted
      When the office submits <content>
      Then DAS reports the file as accepted

      Examples: content of the declared format
        | content            |
        | a PDF              |
        | a PDF of two pages |
        | a ZIP with a PDF   |

    Scenario Outline: Uploading <content> is refused
      When the office submits <content>
      Then DAS rejects the file

      Examples: content of another format
        | content                      |
        | a PDF declared as a ZIP      |
        | a ZIP declared as a PDF      |
        | plain text declared as a PDF |
        | a picture declared as a PDF  |
        | an empty file                |

  @DAS-API-FILE-05 @requires:hostile
  Rule: A PDF without a readable structure, or encrypted, or with another file hidden in it, is rejected

    Scenario: A whole and open PDF is accepted
      When the office submits a PDF
      Then DAS reports the file as accepted

    Scenario Outline: Submitting <content> is refused
      When the office submits <content>
      Then DAS rejects the file

      Examples: PDFs that cannot be read
        | content                                  |
        | a PDF that is cut off                    |
        | a PDF whose cross-references lead astray |
        | a PDF without cross-references           |
        | a PDF without a page                     |
        | a PDF whose page tree is a loop          |

      Examples: PDFs that can be read by some only
        | content                                  |
        | an encrypted PDF                         |

      Examples: PDFs that are something else as well
        | content                                  |
        | a PDF with a ZIP behind it               |
        | a PDF with a web page in front of it     |
        | a PDF with a program behind it           |

  @DAS-API-FILE-06 @requires:hostile
  Rule: A ZIP that is unreadable, escapes its folder, or inflates beyond all measure is rejected

    Scenario: A harmless ZIP is accepted
      When the office submits a ZIP with a PDF
      Then DAS reports the file as accepted

    Scenario Outline: Submitting an archive, <content>, is refused
      When the office submits <content>
      Then DAS rejects the file

      Examples: ZIPs that cannot be read
        | content                                   |
        | a ZIP that is cut off                     |
        | a ZIP whose directory leads astray        |
        | a ZIP with a damaged entry                |

      Examples: ZIPs that escape their folder
        | content                                   |
        | a ZIP with an entry in the parent folder  |
        | a ZIP with an entry at an absolute path   |
        | a ZIP with an entry on a drive            |
        | a ZIP with a symbolic link                |

      Examples: ZIPs that inflate
        | content                                   |
        | a ZIP that inflates a thousandfold        |
